// name: erase.list_bounds(ids, user_id)
// When the events that are left in sessions begin and end.
UNWIND $ids AS id
MATCH (s:Session {id: id, user_id: $user_id})-[:HAS_EVENT]->(e:Event)
USING INDEX s:Session(id)
RETURN s.id AS id, s.started_at AS began, s.ended_at AS ended, min(e.occurred_at) AS started_at,
       max(e.occurred_at) AS ended_at
