# Reads an xunit XML report. Prints "passed failed skipped" of all its assemblies; with want=skips, one line per skipped test.
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

/^assembly / {
  passed += attribute("passed")
  failed += attribute("failed") + attribute("errors")
  skipped += attribute("skipped")
}
/^test / { name = attribute("result") == "Skip" ? plain(attribute("name")) : "" }
/^reason>/ { reason = substr($0, 8); inside = name != ""; next }
/^\/reason>/ {
  sub(/^!\[CDATA\[/, "", reason); sub(/\]\]>[[:space:]]*$/, "", reason)
  if (inside && want == "skips") print "  skipped: " name ": " reason
  inside = 0
}
inside { reason = reason (reason == "" ? "" : "<") $0 }

END { if (want != "skips") print passed, failed, skipped }
