// name: region.list_parts(ids, user_id)
// What recall reaches of events: themselves, or the chunks of a long one.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})
USING INDEX e:Event(id)
OPTIONAL MATCH (c:Event)-[:PART_OF]->(e)
WITH coalesce(c, e) AS x
WHERE x.searchable = true
RETURN DISTINCT x.id AS id ORDER BY id
