"""The mapping from a claim to a role, how long a sign-in holds, and what « Voir comme… » may do."""

import time

import pytest

from rattrapage.access import guard, roles, sessions
from rattrapage.access.guard import COUNCIL, DEPARTMENT, FINANCE, Forbidden, Visitor
from rattrapage.errors import Refusal

SETTINGS = {"claim": "groups", COUNCIL: "elus", DEPARTMENT: ["education"], FINANCE: ["finances", "tresor"]}


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        (["elus"], COUNCIL),
        ("elus", COUNCIL),
        (["elus", "education"], DEPARTMENT),
        (["education", "tresor"], FINANCE),
        (["finances "], None),
        (["Finances"], None),
        ([], None),
        ("", None),
        (None, None),
        ({"finances": True}, None),
        ([["finances"]], None),
    ],
)
def test_the_widest_role_of_the_claim_counts_and_anything_else_opens_none(groups, role):
    assert roles.read(SETTINGS).role({"groups": groups}) == role


def test_a_claim_may_be_nested_or_have_a_name_with_dots():
    assert roles.read(SETTINGS | {"claim": "realm_access.roles"}).role({"realm_access": {"roles": ["elus"]}}) == COUNCIL
    assert roles.read(SETTINGS | {"claim": "https://ville.example/r"}).role({"https://ville.example/r": "elus"})
    assert roles.read(SETTINGS | {"claim": "realm_access.roles"}).role({"realm_access": "elus"}) is None


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "indiquez claim"),
        ({"claim": "groups"}, "au moins un rôle"),
        ({"claim": "groups", FINANCE: []}, "au moins un rôle"),
        ({"claim": "", FINANCE: "f"}, "indiquez claim"),
        (SETTINGS | {"finances": "f"}, "clé inconnue « finances »"),
    ],
)
def test_a_mapping_that_is_not_whole_is_refused(settings, said):
    with pytest.raises(Refusal, match=said):
        roles.read(settings)


def test_a_person_is_named_by_what_is_theirs_alone():
    assert guard.name({"name": "Alma Weber", "email": "alma@ville.example"}) == "Alma Weber (alma@ville.example)"
    assert guard.name({"name": "cli", "sub": "42"}) == "cli (42)"
    assert guard.name({"sub": "42"}) == "42"


def test_without_a_role_nobody_comes_in():
    with pytest.raises(Forbidden, match=r"connecté comme Alma \(7\), mais aucun rôle"):
        guard.signed_in({"name": "Alma", "sub": "7"}, None)
    assert guard.signed_in({"sub": "7"}, FINANCE) == Visitor("7", FINANCE)


def test_only_finance_looks_as_another_role_and_never_wider():
    assert guard.looking_as(Visitor("A", FINANCE), COUNCIL) == Visitor("A", COUNCIL, own_role=FINANCE)
    for role in (COUNCIL, DEPARTMENT):
        for asked in (*guard.ROLES, None, "maire"):
            assert guard.looking_as(Visitor("A", role), asked) == Visitor("A", role)
    assert guard.looking_as(Visitor("A", FINANCE), "maire") == Visitor("A", FINANCE)


def claims(age: float, nonce: str = "n") -> dict:
    return {"iss": "https://idp.example", "sub": "7", "iat": int(time.time() - age), "nonce": nonce}


def test_a_sign_in_lasts_a_working_day():
    assert sessions.is_open(claims(0))
    assert sessions.is_open(claims(sessions.LENGTH - 60))
    assert not sessions.is_open(claims(sessions.LENGTH + 60))
    assert not sessions.is_open(claims(-sessions.AHEAD - 60))
    assert not sessions.is_open({"sub": "7"})
    assert not sessions.is_open({"sub": "7", "iat": "hier"})


def test_an_ended_sign_in_is_closed_and_the_next_one_is_open():
    first, second = claims(1, "first"), claims(1, "second")
    sessions.end(first)
    assert not sessions.is_open(first)
    assert sessions.is_open(second)
