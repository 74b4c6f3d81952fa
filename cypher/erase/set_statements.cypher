// name: erase.set_statements(rows, user_id)!
// Give statements other words. rows: fact_id, source_id (event or sentence), start, end, text
UNWIND $rows AS row
MATCH (f:Fact {id: row.fact_id, user_id: $user_id})<-[s:STATES]-(x)
USING INDEX f:Fact(id)
WHERE x.id = row.source_id AND s.start = row.start AND s.end = row.end
SET s.text = row.text
