// name: curate.list_corrections(ids, user_id)
// What some events correct, or are corrected by.
UNWIND $ids AS id
MATCH (x:Event {id: id, user_id: $user_id})-[r:CORRECTS]-(:Event)
USING INDEX x:Event(id)
WITH DISTINCT r, startNode(r) AS a, endNode(r) AS b
RETURN a.id AS source, b.id AS target, a.text AS source_text, b.text AS target_text,
       a.packed AS packed_source_text, b.packed AS packed_target_text, r.by AS by,
       r.reason AS reason, r.recorded_at AS recorded_at, r.retracted_at AS retracted_at,
       r.retracted_reason AS retracted_reason, r.revision AS revision
ORDER BY recorded_at, source, target, revision
