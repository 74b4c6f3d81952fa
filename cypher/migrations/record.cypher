// name: migrations.record(id, now, version)!
// Note that a schema step was applied, and by which graphmem.
MERGE (m:Migration {id: $id}) ON CREATE SET m.applied_at = $now, m.version = $version
