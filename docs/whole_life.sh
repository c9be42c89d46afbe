#!/usr/bin/env bash
# A whole life of the sample city, command by command: from the gap to the bank and back. Dates are those of the story.
# Run it in an empty folder: `../docs/whole_life.sh [FAMILIES]`. Status 3 means done with something left out: it is said.
set -euo pipefail
home="$(cd "$(dirname "$0")/.." && pwd)"
python="$home/.venv/bin/python"
[ -x "$python" ] || python=python3
export RATTRAPAGE_DB="$PWD/ville.duckdb" PYTHONPATH="$home"
rattrapage() { echo "\$ rattrapage $*"; "$python" -m rattrapage "$@" || [ $? = 3 ]; }
sql() { "$python" -c 'import duckdb, sys; duckdb.sql(sys.argv[1])' "$1"; }

# The gap: what was used, what was billed, why they differ.
rattrapage sample --out sample --families "${1:-300}"
rattrapage import sample
rattrapage reconcile --from 2023-09 --to 2024-01 --out out

# The plan: at most four equal parts from March on, approved, told to each family by letter.
rattrapage plan --strategy equal --first-due 2024-03-01 --day 5 --max-instalments 4 --prepared-on 2024-02-06 --out plan.csv
rattrapage approve --all --by "Mme Roth" --on 2024-02-07
rattrapage notify --on 2024-02-08 --creditor "$home/data/creditor.toml" --out letters

# Mandates: forms to sign; what comes back signed is an import (here every family keeps its account).
rattrapage mandates --creditor "$home/data/creditor.toml" --on 2024-02-08 --out mandates
mkdir -p signed
sql "copy (select f.mandate_reference, f.family_id, any_value(m.iban) as iban, '2024-02-15' as signed_on
     from read_csv('mandates/mandates.csv', all_varchar = true) f
     join read_csv('sample/mandates.csv', all_varchar = true) m using (family_id)
     where f.status = 'to_send' group by all order by all) to 'signed/mandates.csv'"
rattrapage import signed

# The first debit file, and what the bank sends back: the first debit failed for lack of funds.
rattrapage debits --creditor "$home/data/creditor.toml" --due-from 2024-03-01 --due-to 2024-03-31 \
    --created-on 2024-02-26 --out march.xml
"$python" - <<'PYTHON'
from pathlib import Path
from lxml import etree
debit = etree.parse("march.xml").find(".//{*}DrctDbtTxInf")
name, amount = debit.findtext("{*}PmtId/{*}EndToEndId"), debit.findtext("{*}InstdAmt")
Path("bank.xml").write_text(f"""<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
<GrpHdr><MsgId>B1</MsgId><CreDtTm>2024-03-08T06:00:00</CreDtTm></GrpHdr><Ntfctn><Id>N1</Id><Ntry>
<Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2024-03-08</Dt></BookgDt>
<NtryDtls><TxDtls><Refs><EndToEndId>{name}</EndToEndId></Refs><Amt Ccy="EUR">{amount}</Amt>
<RtrInf><Rsn><Cd>AM04</Cd></Rsn></RtrInf></TxDtls></NtryDtls></Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>""")
PYTHON
rattrapage returns bank.xml

# A payment, a family in difficulty, a waiver, a correction of what was used.
family="$("$python" -c "import csv; print(next(r['family_id'] for r in csv.DictReader(open('plan.csv')) if r['number'] == '4'))")"
mkdir -p paid corrected
printf 'payment_id,family_id,paid_on,amount\nVIR-1,%s,2024-03-08,"25,00"\n' "$family" > paid/payments.csv
rattrapage import paid
rattrapage request --family "$family" --state asked --max-instalments 8 --by "Mme Roth" --why "perte d'emploi"
rattrapage request --family "$family" --state sent_to_accountant --by "Mme Roth" --why "dossier complet"
rattrapage request --family "$family" --state granted --by "Mme Roth" --why "accord du comptable" --reference SGC-2024-118
rattrapage waive --family "$family" --amount 10 --reference DEL-2024-17 --by "Mme Roth" --why "aide sociale"
sql "copy (select attendance_id, child_id, service, date, 'cancelled' as status
     from read_csv('sample/attendance.csv', all_varchar = true)
     where status = 'present' order by attendance_id limit 5) to 'corrected/attendance.csv'"
rattrapage import corrected

# Planned anew: what was announced, paid or sent to the bank stays; the rest is told by a second letter.
rattrapage plan --strategy equal --first-due 2024-03-01 --day 5 --max-instalments 4 --prepared-on 2024-03-12 --out plan2.csv
rattrapage approve --all --by "Mme Roth" --on 2024-03-13
rattrapage notify --on 2024-03-14 --creditor "$home/data/creditor.toml" --out letters2

# Catch-up invoices and credit notes, issued and imported back: the gap is closed, the plans stay.
rattrapage claims --issued-on 2024-03-15 --due-on 2024-04-15 --out claims
rattrapage import claims
rattrapage reconcile --from 2023-09 --to 2024-01 --out out2

# The next debit file; then the journal is whole, and a copy is kept.
rattrapage debits --creditor "$home/data/creditor.toml" --due-from 2024-04-01 --due-to 2024-04-30 \
    --created-on 2024-03-27 --out april.xml
rattrapage audit --verify
rattrapage backup --out backup.duckdb
