// A stage author imports `Minwal` and has the bytes, the JSON and the languages too.
@_exported public import MinwalText
