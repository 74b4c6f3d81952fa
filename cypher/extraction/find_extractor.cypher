// name: extraction.find_extractor(id, user_id)^
// The version of the extractor that read an event.
MATCH (e:Event {id: $id, user_id: $user_id})
USING INDEX e:Event(id)
RETURN e.extractor AS extractor
