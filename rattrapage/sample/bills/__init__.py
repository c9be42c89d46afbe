"""What the failing system billed the sample city: charges, invoices, mistakes, payments, mandates."""
