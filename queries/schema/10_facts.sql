-- The facts: what the imported files said, one table a kind of file (rules.md, Files in).
-- makes: attendance, children, exemptions, families, invoice_lines, invoices, mandates, payers, payments, quotients,
--   residences, schools, services, status_rules, tariffs
-- Amounts are euros in DECIMAL, periods are [valid_from, valid_to), months are text such as '2023-09'.
-- `import_id` is the import that brought the row. There is no primary key on purpose: a key makes the import of a
-- city four times slower; `rattrapage/imports/keys.py` keeps them unique. An empty optional key column is NULL.
-- Example: the canteen meal of child C1 on 4 September 2023 is
--   attendance ('A1', 'C1', 'REPAS_STANDARD', 2023-09-04, false, 1.00, 'present', NULL, 1).
create table families (
    family_id varchar, payer_name varchar, email varchar, phone varchar, address_line varchar, postal_code varchar,
    town varchar, country varchar, resident boolean, payment_method varchar, import_id integer);
create table residences (family_id varchar, valid_from date, valid_to date, resident boolean, import_id integer);
create table schools (school_id varchar, name varchar, district varchar, level varchar, import_id integer);
create table children (
    child_id varchar, family_id varchar, first_name varchar, last_name varchar, birth_date date, school_id varchar,
    import_id integer);
create table payers (
    child_id varchar, family_id varchar, valid_from date, valid_to date, weeks varchar, import_id integer);
create table quotients (
    family_id varchar, valid_from date, valid_to date, quotient decimal(18, 2), import_id integer);
create table services (service varchar, label varchar, category varchar, unit varchar, import_id integer);
create table tariffs (
    service varchar, resident boolean, qf_min decimal(18, 2), qf_max decimal(18, 2), valid_from date, valid_to date,
    price decimal(18, 4), rate decimal(18, 8), floor decimal(18, 4), ceiling decimal(18, 4), import_id integer);
create table status_rules (service varchar, status varchar, factor decimal(18, 8), import_id integer);
create table exemptions (
    family_id varchar, child_id varchar, service varchar, valid_from date, valid_to date, reason varchar,
    import_id integer);
create table attendance (
    attendance_id varchar, child_id varchar, service varchar, date date, monthly boolean, quantity decimal(18, 2),
    status varchar, recorded_at timestamp, import_id integer);
create table invoices (
    invoice_id varchar, family_id varchar, issued_on date, due_on date, kind varchar, status varchar, origin varchar,
    import_id integer);
create table invoice_lines (
    invoice_id varchar, line_no varchar, child_id varchar, service varchar, month varchar, quantity decimal(18, 2),
    unit_price decimal(18, 4), amount decimal(18, 2), import_id integer);
create table payments (
    payment_id varchar, family_id varchar, invoice_id varchar, paid_on date, amount decimal(18, 2), method varchar,
    import_id integer);
create table mandates (
    mandate_reference varchar, family_id varchar, iban varchar, bic varchar, account_holder varchar, signed_on date,
    status varchar, last_debited_on date, origin varchar, import_id integer);
