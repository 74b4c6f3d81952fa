// name: sessions.find_turns(ids, user_id)
// The last four events of each session.
UNWIND $ids AS id
MATCH (s:Session {id: id, user_id: $user_id})
USING INDEX s:Session(id)
MATCH (last:Event {id: s.tail_id, user_id: $user_id})
USING INDEX last:Event(id)
MATCH (e:Event)-[:NEXT*0..3]->(last)
RETURN s.id AS session_id, e.speaker AS speaker, e.text AS text, e.packed AS packed,
       e.occurred_at AS occurred_at, e.seq AS seq, e.id AS event_id
ORDER BY session_id, occurred_at, seq, event_id
