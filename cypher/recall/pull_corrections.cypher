// name: recall.pull_corrections(user_id, revision)
// Events that were corrected after $revision, and those that correct them.
MATCH (a:Event)-[c:CORRECTS]->(b:Event)
USING INDEX a:Event(user_id)
WHERE a.user_id = $user_id AND coalesce(c.revision, 1) > $revision
UNWIND [a, b] AS w
OPTIONAL MATCH (p:Event)-[:PART_OF]->(w)
RETURN DISTINCT coalesce(p.id, w.id) AS id ORDER BY id
