-- Read texts from standard input, many at a time: after a line with the bytes of all of them, each
-- comes after a line with its length in bytes and the name of its format. Answer each with pandoc's
-- warnings, a line of its JSON, and a line with the word that was given as an argument.
--
-- A formula is answered in a span that says what it is in MathML; no author can write that name.
local function with_mathml(formula)
  local shown = pandoc.write(
    pandoc.Pandoc({pandoc.Plain({formula})}), "html", {html_math_method = "mathml"})
  local mathml = shown:match("^<math.*</math>") or ""
  return pandoc.Span({formula}, {["\1mathml"] = mathml})
end

local function answer(text, format)
  local document = pandoc.read(text, format)
  -- Walking costs as much as reading; without a dollar sign there is no formula.
  if text:find("$", 1, true) then
    document = document:walk({Math = with_mathml})
  end
  return pandoc.write(document, "json")
end

while true do
  local size = io.read("n", "l")
  if not size then break end
  -- Who asks does not listen before everything is said.
  local texts = io.read(size)
  local at = 1
  while at <= size do
    local _, line_end, bytes, format = texts:find("^(%d+) (%S+)\n", at)
    local text_end = line_end + bytes
    local understood, said = pcall(answer, texts:sub(line_end + 1, text_end), format)
    at = text_end + 1
    if not understood then
      io.write("[ERROR] ", tostring(said), "\n")
      said = "null"
    end
    io.write(said, "\n", arg[1], "\n")
    -- Warnings take another way out of pandoc.
    io.flush()
  end
end
