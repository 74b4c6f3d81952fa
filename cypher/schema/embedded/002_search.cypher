// name: schema.embedded.002_search()#
// Vector and full-text indexes for kNN and text search in free Cypher (the engine's own DDL).
CREATE PROPERTY Event.embedding IF NOT EXISTS ARRAY_OF_FLOATS;
CREATE PROPERTY Event.text IF NOT EXISTS STRING;
CREATE INDEX event_embedding IF NOT EXISTS ON Event (embedding) LSM_VECTOR METADATA {"dimensions": 384, "similarity": "COSINE"};
CREATE INDEX event_text IF NOT EXISTS ON Event (text) FULL_TEXT;
