# Reads an xunit XML report. Prints "passed failed skipped" of all its assemblies; with want=skips, one line per skipped test, with
# want=fails one per failed test, with the first line of its message.
BEGIN { RS = "<"; passed = failed = skipped = 0 }

function attribute(name,    start, rest) {
  start = index($0, " " name "=\"")
  if (!start) return ""
  rest = substr($0, start + length(name) + 3)
  return substr(rest, 1, index(rest, "\"") - 1)
}

function plain(text) {
  gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&apos;/, "'", text); gsub(/&amp;/, "\\&", text)
  return text
}

function first_line(text) {
  sub(/^[[:space:]]+/, "", text)
  sub(/[\r\n].*/, "", text)
  return text
}

# What tests print is quoted, and may look like a report itself.
quoted { content = content "<" $0 }
!quoted && /^!\[CDATA\[/ { content = substr($0, 9); quoted = 1 }
quoted {
  if (!index(content, "]]>")) next
  quoted = 0
  if (inside) reason = reason substr(content, 1, index(content, "]]>") - 1)
  next
}

/^assembly / {
  passed += attribute("passed")
  failed += attribute("failed") + attribute("errors")
  skipped += attribute("skipped")
}
/^test / {
  result = attribute("result")
  name = result == "Skip" || result == "Fail" ? plain(attribute("name")) : ""
}
/^reason>/ || /^message>/ { reason = plain(substr($0, index($0, ">") + 1)); inside = name != "" }
/^\/reason>/ {
  if (inside && want == "skips") print "  skipped: " name ": " reason
  inside = 0
}
/^\/message>/ {
  if (inside && want == "fails") print name ": " first_line(reason)
  inside = 0
}

END { if (!want) print passed, failed, skipped }
