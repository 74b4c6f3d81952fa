// name: archive.list_states(user_id)
// What the rules of the tiers know of every whole event: those of graphmem/dynamics/tiers (times in epoch ms).
MATCH (e:Event {user_id: $user_id})
WHERE e.part = 0
OPTIONAL MATCH (s:Session)-[:HAS_EVENT]->(e)
RETURN e.id AS id, e.tier AS tier, e.kind AS kind, e.strength AS strength,
       e.decay_rate AS decay_rate, e.emotion AS emotion, e.important AS important,
       e.occurred_at AS occurred_at, e.recorded_at AS recorded_at, e.recalled_at AS recalled_at,
       e.moved_at AS moved_at, e.moved_for AS moved_for, s.id AS session_id,
       e.packed IS NULL AS unpacked
ORDER BY id
