// name: extraction.list_before(ids, user_id)
// The four turns before events in their sessions, oldest first.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})
USING INDEX e:Event(id)
MATCH (b:Event)-[:NEXT*1..4]->(e)
RETURN e.id AS id, b.speaker AS speaker, b.text AS text, b.packed AS packed, b.occurred_at AS occurred_at,
       b.seq AS seq, b.id AS before_id
ORDER BY id, occurred_at, seq, before_id
