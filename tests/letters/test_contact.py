"""The contact file of the letters."""

import pytest

from rattrapage.errors import Refusal
from rattrapage.letters import contact


def test_a_contact_file_is_checked(tmp_path):
    path = tmp_path / "contact.toml"
    with pytest.raises(Refusal, match="illisible"):
        contact.read(path)
    path.write_text("name = 'Ville'\n")
    with pytest.raises(Refusal, match=r"clé address : il faut une liste"):
        contact.read(path)
    path.write_text(contact.DEFAULT.read_text(encoding="utf-8").replace("phone =", "# phone ="), encoding="utf-8")
    with pytest.raises(Refusal, match=r"clé phone"):
        contact.read(path)
