// name: access.set_judged(rows, user_id)!
// Keep on a recall what was said of its items: three lists that go together. rows: id, judged_ids, verdicts, judged_at (epoch ms)
UNWIND $rows AS row
MATCH (a:Access {id: row.id, user_id: $user_id})
USING INDEX a:Access(id)
SET a.judged_ids = row.judged_ids, a.verdicts = row.verdicts, a.judged_at = row.judged_at
