// name: region.find_neighbours(ids, user_id)
// The turns before and after events, and what they are chunks of.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})
USING INDEX e:Event(id)
OPTIONAL MATCH (e)-[:PART_OF]->(p:Event)
WITH coalesce(p, e) AS whole
OPTIONAL MATCH (a:Event)-[:NEXT]->(whole)
OPTIONAL MATCH (whole)-[:NEXT]->(b:Event)
WITH collect(DISTINCT whole.id) + collect(DISTINCT a.id) + collect(DISTINCT b.id) AS ids
UNWIND ids AS id
RETURN DISTINCT id ORDER BY id
