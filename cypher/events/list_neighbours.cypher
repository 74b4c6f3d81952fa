// name: events.list_neighbours(id, user_id)^
// The events before and after one in its chain.
MATCH (e:Event {id: $id, user_id: $user_id})
USING INDEX e:Event(id)
OPTIONAL MATCH (a:Event)-[:NEXT]->(e)
OPTIONAL MATCH (e)-[:NEXT]->(b:Event)
RETURN a.id AS before, a.occurred_at AS before_at, a.seq AS before_seq,
       b.id AS after, b.occurred_at AS after_at
