"""The councillors' summary is one page."""

from rattrapage.letters import printing
from tests.letters.printing.samples import SUMMARY, council_row
from tests.tools import papers


def test_the_councils_summary_is_one_page_and_dated():
    made = printing.council_summary(SUMMARY)
    text = papers.text(made).replace("\u202f", " ").replace("\xa0", " ")
    assert papers.pages(made) == 1
    for said in (
        "Dû 275,00 € = facturé 195,00 € + reste à facturer 120,00 € − trop facturé 10,00 €",
        "120,00 € consommés de septembre 2023 à janvier 2024 restent à facturer à 40 familles, soit 3,00 € en moyenne",
        "moins de 411 secret secret secret",
        "Mis en échéances 50 %",
        "Édité le 20 février 2024, calcul n° 12, empreinte 9f2c9f2c",
    ):
        assert said in text, said


def test_the_councils_summary_of_many_years_and_services_is_one_page_that_says_what_it_leaves_out():
    months = [
        {**SUMMARY["months"][0], "month": f"{y}-{n:02}", "masked": y < 2020}
        for y in range(2012, 2023)
        for n in range(1, 13)
    ]
    services = [council_row(f"Accueil de loisirs du mercredi, {n}e groupe", 20) for n in range(40)]
    made = printing.council_summary(SUMMARY | {"months": months, "services": services, "quotients": services})
    text = papers.text(made).replace("\u202f", " ").replace("\xa0", " ")
    assert papers.pages(made) == 1
    assert papers.faults(made) == []
    assert "mai 2022" in text
    assert "avril 2022" not in text
    assert "(hors 96 mois sous secret)" in text
    assert "Cette feuille montre les 8 derniers mois" in text
    assert "Cette feuille" not in papers.text(printing.council_summary(SUMMARY))
