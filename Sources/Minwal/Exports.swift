// A stage author imports `Minwal` and has the bytes, the JSON and the languages too, and an exporter's author the ways
// in which files are compressed.
@_exported public import MinwalCompression
@_exported public import MinwalText
