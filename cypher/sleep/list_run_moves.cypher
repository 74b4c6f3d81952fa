// name: sleep.list_run_moves(id, user_id, undone)
// Events that a sleep moved between tiers and that are still where it put them. undone: reason of a way back
MATCH (r:SleepRun {id: $id, user_id: $user_id})-[m:MOVED]->(e:Event)
USING INDEX r:SleepRun(id)
WHERE e.tier = m.to_tier AND m.reason <> $undone
RETURN DISTINCT e.id AS id, m.from_tier AS from_tier, m.to_tier AS to_tier ORDER BY id
