-- What the latest planning found of a family: its strategy, and what stands beside its instalments; euros (R11, R12).
-- grain: one row, or none before any planning
-- Parameter: $family. Example: ('equal', 0.00, 0.00, 0.00, 0.00, 45.00).
select p.strategy, p.carried_over, p.over_cap, p.credit, p.to_review, p.waived, n.made_at
from positions p
join plannings n using (planning_id)
where p.family_id = $family
