"""The city as it is: schools, families, children, and the facts that decide a price."""

from dataclasses import dataclass

from rattrapage.sample import calendar, dice, schools
from rattrapage.sample.change import Change
from rattrapage.sample.people import children, exemptions, families, payers, quotients, residences


@dataclass(frozen=True)
class City:
    """Everything but usage and bills; families, children and days are positions."""

    calendar: calendar.Calendar
    schools: schools.Schools
    families: families.Families
    children: children.Children
    exemptions: exemptions.Exemptions
    quotients: Change
    residences: Change
    payers: payers.Payers


def draw(count: int, seed: int) -> City:
    """Draws a city of `count` families, the first of which is the specimen."""
    days = calendar.read()
    of_city = schools.of_city(count)
    households = families.draw(count, of_city, dice.stream(seed, "families"))
    kids = children.draw(households, of_city, dice.stream(seed, "children"))
    free = exemptions.draw(households, kids, days, dice.stream(seed, "exemptions"))
    return City(
        calendar=days,
        schools=of_city,
        families=households,
        children=kids,
        exemptions=free,
        quotients=quotients.draw(households, free, days, dice.stream(seed, "quotients")),
        residences=residences.draw(households, days, dice.stream(seed, "residences")),
        payers=payers.draw(households, kids, days, dice.stream(seed, "payers")),
    )
