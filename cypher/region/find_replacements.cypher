// name: region.find_replacements(ids, user_id, limit)
// Events that state what took the place of facts of some events, directly or through two others,
// and those that correct the events; the latest first.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})
USING INDEX e:Event(id)
CALL (e) {
  MATCH (e)-[:HAS_SENTENCE*0..1]->(u)-[:STATES]->(f:Fact)<-[:SUPERSEDES*1..3]-(g:Fact)
  MATCH (g)<-[:STATES]-(v:Event|Sentence)
  OPTIONAL MATCH (o:Event)-[:HAS_SENTENCE]->(v)
  RETURN coalesce(o, v) AS o
  UNION
  MATCH (e)-[:PART_OF*0..1]->(w:Event)<-[:CORRECTS*1..3]-(o:Event)
  RETURN o
}
WITH DISTINCT o
WHERE o.user_id = $user_id
RETURN o.id AS id ORDER BY o.occurred_at DESC, id LIMIT $limit
