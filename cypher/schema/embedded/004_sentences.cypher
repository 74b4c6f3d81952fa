// name: schema.embedded.004_sentences()#
// Vectors of sentences, four bytes a number. They have no index: recall finds them by their event.
CREATE PROPERTY Sentence.embedding IF NOT EXISTS ARRAY_OF_FLOATS;
