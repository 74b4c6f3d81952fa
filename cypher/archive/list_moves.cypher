// name: archive.list_moves(id, user_id)
// The ways of an event between tiers, oldest first: when, why, and in which sleep or recall.
MATCH (e:Event {id: $id, user_id: $user_id})<-[m:MOVED]-(x)
USING INDEX e:Event(id)
RETURN m.at AS at, m.from_tier AS from_tier, m.to_tier AS to_tier, m.reason AS reason,
       labels(x)[0] AS mover_label, x.id AS mover
ORDER BY at, from_tier, mover
