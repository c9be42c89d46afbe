"""Invented French accounts: valid in every check, at the bank code 99999 that no bank holds."""

BANK = "99999"


def french(branch: int, account: int) -> str:
    """Makes the IBAN of an account number (digits only) at bank 99999, with its RIB key and its mod 97 key.

    RIB key: 97 - (89 × bank + 15 × branch + 3 × account) mod 97; IBAN key: ISO 13616.
    """
    rib = 97 - (89 * int(BANK) + 15 * branch + 3 * account) % 97
    bban = f"{BANK}{branch:05d}{account:011d}{rib:02d}"
    return f"FR{98 - int(bban + '152700') % 97:02d}{bban}"  # 152700: F, R and 00 as ISO 13616 counts them
