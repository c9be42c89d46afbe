"""The form of a mandate."""

from rattrapage.letters import printing
from tests.letters.printing.samples import form
from tests.tools import papers


def test_the_form_has_all_that_a_mandate_must_show():
    text = papers.text(printing.mandate_form(form())).replace("’", "'")
    for said in (
        "Mandat de prélèvement SEPA",
        "RTM00000001-1",
        "FR53ZZZ999999",
        "Ville d'Exemple",
        "1 place de l'Étoile",
        "Alma Weber",
        "12 rue des Prés",
        "FR76 9999 9000 0100 0000 0000 115",
        "☒ Paiement récurrent ☐ Paiement ponctuel",
        "dans les 8 semaines",
        "Fait à",
        "Signature du titulaire",
    ):
        assert said in text, said


def test_a_form_without_account_leaves_lines_to_fill():
    text = papers.text(printing.mandate_form(form(iban="", account_holder=None, address_line=None, town=None)))
    assert text.count("____") >= 14
