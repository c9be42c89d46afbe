-- tables = ["tariffs"]
-- reason = "missing_value"
-- column = "price"
-- message = "ni prix ni taux : remplissez l'une des deux cellules"
-- A tariff row says a price, or a rate applied to the quotient (contract, section 1 and R4).
-- Example: ('CANT', qf_min 0, price empty, rate empty) is rejected; rate 0.000619 alone is right.
select record from stage where price is null and rate is null
