// name: recall.find_corrections(ids, user_id, limit)
// Corrections of some events, and of those that correct these in turn up to three times: what was
// said, and what stands in its place, as the parts that recall reaches.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})
USING INDEX e:Event(id)
OPTIONAL MATCH (e)-[:PART_OF]->(p:Event)
WITH DISTINCT coalesce(p, e) AS w
MATCH (w)<-[:CORRECTS*0..3]-(b:Event)<-[c:CORRECTS]-(a:Event)
WHERE a.user_id = $user_id
WITH DISTINCT a, b, c
OPTIONAL MATCH (x:Event)-[:PART_OF]->(a)
OPTIONAL MATCH (y:Event)-[:PART_OF]->(b)
RETURN a.id AS source, b.id AS target, coalesce(x.id, a.id) AS source_part, coalesce(y.id, b.id) AS target_part,
       a.text AS source_text, b.text AS target_text, a.packed AS packed_source_text,
       b.packed AS packed_target_text, a.occurred_at AS source_at, b.occurred_at AS target_at,
       a.recorded_at AS source_known, b.recorded_at AS target_known,
       c.recorded_at AS recorded_at, c.retracted_at AS retracted_at
ORDER BY recorded_at DESC, source, target, source_part, target_part, coalesce(retracted_at, -1)
LIMIT $limit
