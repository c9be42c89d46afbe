"""« Dossier de la famille » : evidence, history, plan, mandate, payments of one family."""
