"""Codes of mandates, of debit files and of what the bank sends back (rules.md, R13)."""

from __future__ import annotations

from rattrapage.words.word import Word

MANDATE_STATUSES = {"active": "Actif", "revoked": "Révoqué", "superseded": "Remplacé"}
"""The statuses of an imported mandate (rules.md, Tables)."""
MANDATE_STATES = MANDATE_STATUSES | {"held": "Suspendu après un retour", "to_renew": "À renouveler"}
"""The states of a mandate in its family's file: its status, or what keeps an active one from serving."""
ON_PAPER = {"to_send": "À envoyer", "sent": "Envoyé", "received": "Reçu", "incomplete": "Incomplet"}
"""How far a mandate's form has come on paper, as someone notes it (rules.md, Commands, mandates)."""
CAMPAIGN_STATES = ON_PAPER | {"valid": "Valide", "held": "Suspendu"}
"""Where a family stands in the campaign of mandates: `queries/mandates/campaign.sql`."""
LEFT_OUT = {
    "already_exported": Word("déjà dans un fichier", "Rien : l'échéance est en banque"),
    "on_hold": Word("prélèvements suspendus", "Répondre à la demande, ou lever la suspension"),
    "other_method": Word("autre moyen de paiement", "Rien : la famille paie autrement"),
    "no_mandate": Word("pas de mandat", "Faire signer un mandat"),
    "mandate_revoked": Word("mandat révoqué", "Faire signer un nouveau mandat"),
    "mandate_to_renew": Word("mandat à renouveler", "Faire signer un nouveau mandat"),
    "mandate_expired": Word("mandat caduc (36 mois)", "Faire signer un nouveau mandat"),
    "bad_iban": Word("IBAN inutilisable", "Demander un IBAN et un nouveau mandat"),
    "too_late": Word("trop tard pour la banque", "Planifier une date plus lointaine"),
    "not_notified": Word("famille pas prévenue à temps", "Produire les lettres à temps"),
    "amount_out_of_range": Word("montant hors limites", "Planifier un autre montant"),
    "not_approved": Word("plan non approuvé", "Approuver le plan"),
}
"""Why a debit file leaves an instalment out, in the order of R13, the last for proposed ones; `text` is the remedy."""
MANDATE_REASONS = {
    "no_mandate": "aucun mandat",
    "mandate_revoked": "mandat révoqué",
    "mandate_to_renew": "mandat de l'ancien système, ou compte changé",
    "mandate_expired": "mandat caduc (36 mois)",
    "bad_iban": "IBAN inutilisable",
    "new_account": "compte refusé par la banque",
    "new_creditor": "signé pour un autre créancier",
}
"""Why a family must sign: what R13 says of its mandate, in the words of the form, and what asks for a new one."""
FILE_STATES = {
    "written": "Produit, pas encore remis",
    "handed_in": "Remis à la banque",
    "rejected": "Rejeté en entier par la banque",
    "voided": "Annulé",
}
"""The states of a debit file: `debit_files` in `queries/schema/70_debits.sql`."""
DEBIT_FATES = {"presented": "Présenté", "failed": "Retourné", "voided": "Annulé"}
"""What became of a debit, in its family's file."""
MESSAGES = {"reject": Word("Rejets (pain.002)", "rejets"), "return": Word("Retours (camt)", "retours")}
"""The kinds of what a bank says (R13, Bank messages); `text` is in the journal."""
SENT_MESSAGES = MESSAGES | {"both": Word("Rejets et retours", "rejets et retours")}
"""The kinds of a bank's file."""
RETURN_LINES = {"reject": "rejet", "return": "retour", "credit": "crédit"}
"""What a line is that waits for a person (R13, Bank messages)."""
RETURN_ACTIONS = (
    "replanifier",
    "appeler la famille",
    "nouveau mandat",
    "autre moyen",
    "retrouver le mandat signé",
    "transmettre au comptable",
    "comparer avec le registre",
    "corriger puis replanifier",
)
"""What to do after a return: the ledger keeps these words themselves in `reason_codes`."""
HOLDS = {"mandate": "le mandat", "family": "la famille", "file": "les familles du fichier"}
"""Whose debits a return puts on hold (rules.md, R13, Bank messages)."""
