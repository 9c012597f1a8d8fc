-- Read texts from standard input, each after a line with its length in bytes; answer each with a
-- line of pandoc's JSON on standard output, and with the warnings and a line "\1" on the other.
--
-- A formula is answered in a span that says what it is in MathML; no author can write that name.
local function with_mathml(formula)
  local shown = pandoc.write(
    pandoc.Pandoc({pandoc.Plain({formula})}), "html", {html_math_method = "mathml"})
  local mathml = shown:match("^<math.*</math>") or ""
  return pandoc.Span({formula}, {["\1mathml"] = mathml})
end

local texts = io.read("a")
local at = 1
while at <= #texts do
  local _, line_end, size = texts:find("^(%d+)\n", at)
  local text = texts:sub(line_end + 1, line_end + size)
  at = line_end + 1 + size
  local understood, answer = pcall(function()
    local document = pandoc.read(text, arg[1])
    -- Walking costs as much as reading; without a dollar sign there is no formula.
    if text:find("$", 1, true) then
      document = document:walk({Math = with_mathml})
    end
    return pandoc.write(document, "json")
  end)
  if understood then
    io.write(answer, "\n")
  else
    io.write("null\n")
    io.stderr:write("[ERROR] ", tostring(answer), "\n")
  end
  io.stderr:write("\1\n")
end
