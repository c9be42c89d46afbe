"""Sign-in as the shell sees it: a bad configuration, a closed session, a person without a role, the foot."""

import time

import pytest
from streamlit.testing.v1 import AppTest

from pages.shell import door, sign_in
from rattrapage.access import sessions
from tests.conftest import ROOT
from tests.pages.reading import words

AUTH = dict.fromkeys(sign_in.NEEDED, "x") | {"cookie_secret": "s" * sign_in.SECRET_LENGTH}
ROLES = {"claim": "groups", "department": "education", "finance": "finances"}
PERSON = {"is_logged_in": True, "sub": "7", "name": "Alma Weber", "email": "alma@ville.example", "groups": ["finances"]}


def opened(auth: dict | None = None, roles: dict | None = None, **claims) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.secrets = {"auth": AUTH | (auth or {}), "roles": ROLES if roles is None else roles}
    app.user = PERSON | {"iat": int(time.time())} | claims
    return app.run()


def said(app: AppTest) -> str:
    """The sentence of the closed door, without Markdown's escapes."""
    return app.info[0].value.replace("\\", "")


def buttons(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


@pytest.mark.parametrize("key", sign_in.NEEDED)
def test_a_missing_key_is_named(city, key):
    app = opened({key: ""})
    assert said(app) == f"Connexion mal configurée : section [auth], il manque {key}."
    assert buttons(app) == []


def test_a_short_secret_and_a_wrong_mapping_are_refused(city):
    assert "32 caractères au moins" in opened({"cookie_secret": "court"}).info[0].value
    assert "clé inconnue « finances »" in opened(roles={"finances": "f"}).info[0].value


def test_nobody_signed_in_finds_the_button_and_no_page(city):
    app = opened(is_logged_in=False)
    assert said(app) == "Connectez-vous avec le compte de votre collectivité."
    assert buttons(app) == ["Se connecter"]
    with pytest.raises(ValueError, match="discrepancies"):
        app.switch_page("pages/finance/discrepancies/page.py")


def test_an_old_session_is_over(city):
    app = opened(iat=int(time.time()) - sessions.LENGTH - 60)
    assert "Votre session est terminée" in app.info[0].value
    assert buttons(app) == ["Se connecter"]


def test_a_person_without_a_role_may_only_leave(city):
    app = opened(groups=["autre"])
    assert "aucun rôle ne vous est donné" in app.info[0].value
    assert buttons(app) == ["Se déconnecter"]


def test_the_configured_sign_in_closes_the_demonstration(city):
    app = opened(groups=["education"])
    assert not app.button_group or "démonstration" not in words(app).lower()
    assert app.text[0].value == "Connecté : Alma Weber (alma@ville.example), direction de l'éducation"
    assert not [box for box in app.selectbox if box.label == "Voir comme…"]


def test_finance_looks_as_the_department_while_the_banner_lasts(city):
    app = opened()
    (chosen,) = [box for box in app.selectbox if box.label == "Voir comme…"]
    assert "finances" in app.text[0].value
    chosen.set_value("department").run()
    assert "Vous voyez les pages de ce rôle : direction de l'éducation." in words(app)
    with pytest.raises(ValueError, match="discrepancies"):
        app.switch_page("pages/finance/discrepancies/page.py")
    (back,) = [button for button in app.button if button.label == "Revenir à mon rôle"]
    back.click().run()
    assert "Vous voyez les pages" not in words(app)
    assert not app.switch_page("pages/finance/discrepancies/page.py").run().exception


def test_the_foot_stands_even_when_the_page_stops_half_way(db):
    app = opened()
    assert app.info[0].value == "Aucune donnée importée."
    assert "Se déconnecter" in buttons(app)


def test_a_ledger_that_cannot_be_opened_is_told_to_those_who_are_signed_in(db):
    db.write_bytes(b"nothing of ours" * 99)
    assert "registre" in opened().info[0].value
    assert "registre" not in opened(is_logged_in=False).info[0].value
    db.unlink()


def test_a_role_without_a_page_is_told_so(city, monkeypatch):
    monkeypatch.setattr(door.sign_in.roles.RoleMap, "role", lambda *_: "council")
    monkeypatch.setattr("pages.shell.shell.MENU", [])
    assert said(opened()) == "Aucune page n'est ouverte à ce rôle pour l'instant : élus."
