"""The files of a data set: what a folder, a ZIP or a list of files holds, before anything is read."""

from __future__ import annotations

import json
import re
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from rattrapage.errors import Refusal
from rattrapage.imports.readers.headers import folded

WORKBOOKS = (".xlsx", ".xls", ".xlsb", ".ods")
SUFFIXES = (".csv", *WORKBOOKS, ".parquet")
READ = ".csv, .xlsx, .xls, .xlsb, .ods ou .parquet"
MARKER = "sample_city.json"
LARGEST_ARCHIVE = 2 * 1000**3
LARGEST_RATIO = 200


@dataclass(frozen=True)
class SourceFile:
    """One file to read: where it lies, how the user names it, the table or source its name announces."""

    path: Path
    name: str
    announced: str = ""

    @property
    def table(self) -> str:
        """The announced table: what the name was found to announce, else the name without its suffix."""
        return self.announced or Path(self.name).stem.lower()


@dataclass
class DataSet:
    """What was found: files to read, files refused with the reason, notices, and whether it is the sample city."""

    files: list[SourceFile] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    sample_city: bool = False


@dataclass(frozen=True)
class _Names:
    """The announced names that can be read, and whether they are those of our own tables."""

    wanted: set[str]
    is_ours: bool

    def announced(self, file_name: str) -> str | None:
        """The table that a file's name announces, whatever its type; None when it announces none.

        After the name of one of our tables comes anything but a letter; after another system's, no letter at all,
        since its tables often begin with each other's names.
        """
        stem = folded(file_name if self.is_ours else Path(file_name).stem)
        for name in sorted(self.wanted, key=len, reverse=True):
            beyond = stem.removeprefix(folded(name))
            if stem.startswith(folded(name)) and not any(map(str.isalpha, beyond[:1] if self.is_ours else beyond)):
                return name
        return None


def gather(paths: Iterable[Path], wanted: set[str], scratch: Path, is_ours: bool = True) -> DataSet:
    """Finds the files of a data set; archives are unpacked under `scratch`.

    `wanted` are the announced names that can be read. A file given by name that is none of them is refused; in a
    folder or archive it is ignored with a notice (rules.md, Files in). Raises `Refusal` for a path that is not there.
    """
    found, names = DataSet(), _Names(wanted, is_ours)
    for path in map(Path, paths):
        if path.is_dir() and not _is_named_like_a_file(path, names):
            _add_folder(found, path, names)
        elif not path.exists():
            raise Refusal(f"{path} : fichier ou dossier introuvable ; vérifiez le chemin.")
        elif path.suffix.lower() == ".zip" and path.is_file():
            _add_archive(found, path, names, scratch)
        elif not _add(found, path, names):
            found.refused.append((path.name, f"{path.name} : {_unknown(path, names)}"))
    return found


def _is_named_like_a_file(path: Path, names: _Names) -> bool:
    return path.suffix.lower() in SUFFIXES and names.announced(path.name) is not None


def _unknown(path: Path, names: _Names) -> str:
    if not path.is_file():
        return "ce n'est pas un fichier (tube ou périphérique) ; enregistrez les données dans un fichier."
    return f"nom inconnu ; attendu : <table>{READ}, avec <table> parmi {', '.join(sorted(names.wanted))}."


def _add(found: DataSet, path: Path, names: _Names) -> bool:
    """Takes a file, or refuses it by name when it looks like a table and cannot be read; False when it is none."""
    if path.name == MARKER and path.is_file():
        found.sample_city |= _is_marker(path)
        return True
    table = names.announced(path.name)
    if table is None:
        return False
    suffix = path.suffix.lower()
    if path.is_dir():
        found.refused.append(
            (path.name, f"{path.name} : c'est un dossier, pas un fichier ; envoyez ce qu'il contient.")
        )
    elif not path.is_file():
        found.refused.append((path.name, f"{path.name} : {_unknown(path, names)}"))
    elif suffix not in SUFFIXES:
        what = f"le type {suffix} n'est pas lu" if suffix else "ce fichier n'a pas d'extension"
        found.refused.append((path.name, f"{path.name} : {what} ; exportez la table {table} en {READ}."))
    else:
        found.files.append(SourceFile(path, path.name, table))
    return True


def _is_marker(path: Path) -> bool:
    try:
        return "seed" in json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False


def _add_folder(found: DataSet, folder: Path, names: _Names) -> None:
    for path in _in_order(folder.iterdir()):
        _add_or_ignore(found, path, names)


def _in_order(paths: Iterable[Path]) -> list[Path]:
    """Files in the order of their names, numbers by their value: `x.csv`, `x (1).csv`, `x (10).csv`."""
    return sorted(paths, key=lambda path: ([_rank(part) for part in re.split(r"(\d+)", path.stem)], path.name))


def _rank(part: str) -> tuple[int, str]:
    return (int(part), "") if part.isdecimal() else (-1, part)


def _add_or_ignore(found: DataSet, path: Path, names: _Names) -> None:
    is_other = path.name.startswith((".", "~$")) or (path.is_dir() and not _is_named_like_a_file(path, names))
    if is_other or not _add(found, path, names):
        found.notices.append(f"{path.name} : ignoré, ce n'est pas une table attendue.")


def _add_archive(found: DataSet, path: Path, names: _Names, scratch: Path) -> None:
    try:
        members = _unpack(path, scratch / f"archive-{len(list(scratch.iterdir()))}")
    except Refusal as error:
        found.refused.append((path.name, str(error)))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error) as error:
        found.refused.append((path.name, f"{path.name} : archive ZIP illisible ({error}) ; refaites-la."))
    else:
        for member in _in_order(members):
            _add_or_ignore(found, member, names)


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
