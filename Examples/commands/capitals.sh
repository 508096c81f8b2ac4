#!/bin/sh
# A stage in shell: writes text in capital letters, with jq for the JSON. Each request is a line, and so is each answer.
#
#   minwal check-stage ./capitals.sh

while IFS= read -r request; do
  case $(printf '%s\n' "$request" | jq -r '.request? // "none"' 2>/dev/null) in
    describe)
      printf '%s\n' '{"minwal": 1, "name": "capitals", "summary": "Writes text in capital letters.", "changes-text": true}'
      ;;
    process)
      printf '%s\n' "$request" | jq -c '{documents: [.documents[] | {id, text: (.text | ascii_upcase)}]}'
      ;;
    shutdown)
      exit 0
      ;;
    *)
      printf '%s\n' '{"error": "this is no request that capitals.sh knows"}'
      ;;
  esac
done
