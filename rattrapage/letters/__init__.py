"""Letters to families: the catch-up notice, which is the SEPA pre-notification, and its mailings."""
