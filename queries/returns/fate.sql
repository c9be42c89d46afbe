-- The fate of the one answer that was judged.
-- needs: judged_answers
-- grain: one row
-- Example: ('unmatched', 'fichier annulé, jamais envoyé').
select fate, why from judged_answers
