"""SEPA mandates: which one debits a family, the forms to sign, and the campaign that collects them."""
