"""The files of a data set: what a folder, a ZIP or a list of files holds, before anything is read."""

from __future__ import annotations

import json
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from rattrapage.errors import Refusal

SUFFIXES = (".csv", ".xlsx", ".parquet")
MARKER = "sample_city.json"
LARGEST_ARCHIVE = 2 * 1000**3
LARGEST_RATIO = 200


@dataclass(frozen=True)
class SourceFile:
    """One file to read: where it lies, how the user names it, the table or source its name announces."""

    path: Path
    name: str

    @property
    def stem(self) -> str:
        """The announced table: the file's name without its suffix, in lower case."""
        return Path(self.name).stem.lower()


@dataclass
class DataSet:
    """What was found: files to read, files refused with the reason, notices, and whether it is the sample city."""

    files: list[SourceFile] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    sample_city: bool = False


def gather(paths: Iterable[Path], wanted: set[str], scratch: Path) -> DataSet:
    """Finds the files of a data set; archives are unpacked under `scratch`.

    `wanted` are the announced names that can be read. A file given by name that is none of them is refused; in a
    folder or archive it is ignored with a notice (rules.md, Files in). Raises `Refusal` for a path that is not there.
    """
    found = DataSet()
    for path in map(Path, paths):
        if path.is_dir():
            _add_folder(found, path, wanted)
        elif not path.exists():
            raise Refusal(f"{path} : fichier ou dossier introuvable ; vérifiez le chemin.")
        elif path.suffix.lower() == ".zip":
            _add_archive(found, path, wanted, scratch)
        elif not _add(found, path, wanted):
            found.refused.append((path.name, f"{path.name} : nom inconnu ; attendu : {_expected(wanted)}."))
    return found


def _expected(wanted: set[str]) -> str:
    return f"<table>.csv, .xlsx ou .parquet, avec <table> parmi {', '.join(sorted(wanted))}"


def _add(found: DataSet, path: Path, wanted: set[str]) -> bool:
    if path.name == MARKER:
        found.sample_city |= _is_marker(path)
        return True
    file = SourceFile(path, path.name)
    if path.suffix.lower() not in SUFFIXES or file.stem not in wanted:
        return False
    found.files.append(file)
    return True


def _is_marker(path: Path) -> bool:
    try:
        return "seed" in json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False


def _add_folder(found: DataSet, folder: Path, wanted: set[str]) -> None:
    for path in sorted(folder.iterdir()):
        _add_or_ignore(found, path, wanted)


def _add_or_ignore(found: DataSet, path: Path, wanted: set[str]) -> None:
    if path.is_dir() or path.name.startswith(".") or not _add(found, path, wanted):
        found.notices.append(f"{path.name} : ignoré, ce n'est pas une table attendue.")


def _add_archive(found: DataSet, path: Path, wanted: set[str], scratch: Path) -> None:
    try:
        members = _unpack(path, scratch / f"archive-{len(list(scratch.iterdir()))}")
    except Refusal as error:
        found.refused.append((path.name, str(error)))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error) as error:
        found.refused.append((path.name, f"{path.name} : archive ZIP illisible ({error}) ; refaites-la."))
    else:
        for member in members:
            _add_or_ignore(found, member, wanted)


def _unpack(path: Path, folder: Path) -> list[Path]:
    """The members by base name, each in a folder of its own: two of one name are two files."""
    written = []
    with zipfile.ZipFile(path) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        _check_members(path, members)
        for number, member in enumerate(members):
            target = folder / str(number) / _base_name(member)
            target.parent.mkdir(parents=True)
            with archive.open(member) as source, target.open("wb") as copy:
                shutil.copyfileobj(source, copy, 1 << 20)
            written.append(target)
    return written


def _base_name(member: zipfile.ZipInfo) -> str:
    return PurePosixPath(member.filename.replace("\\", "/")).name


def _check_members(path: Path, members: list[zipfile.ZipInfo]) -> None:
    """Refuses what must not be unpacked, from the directory of the archive alone."""
    for member in members:
        name = _base_name(member)
        if stat.S_ISLNK(member.external_attr >> 16):
            raise Refusal(f"{path.name} : l'archive contient un lien ({name}) ; remplacez-le par le fichier.")
        if member.flag_bits & 0x1:
            raise Refusal(f"{path.name} : l'archive est chiffrée ({name}) ; refaites-la sans mot de passe.")
        if Path(name).suffix.lower() in (".zip", ".gz", ".tgz", ".7z", ".rar", ".bz2", ".xz", ".tar", ".zst"):
            raise Refusal(f"{path.name} : l'archive en contient une autre ({name}) ; sortez-en les fichiers.")
    unpacked, packed = sum(m.file_size for m in members), path.stat().st_size
    if unpacked > LARGEST_ARCHIVE:
        raise Refusal(f"{path.name} : plus de 2 Go une fois décompressée ; envoyez plusieurs archives.")
    if unpacked > LARGEST_RATIO * packed:
        raise Refusal(f"{path.name} : décompression suspecte (plus de 200 pour 1) ; envoyez les fichiers tels quels.")
