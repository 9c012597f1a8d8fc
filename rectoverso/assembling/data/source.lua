-- Links within a document, or to files beside it, lose their targets when it is divided into
-- chapters: their words stay.
-- In a note, a link without letters leads back to its call, or repeats the call's number.

local function within(link)
  return not link.target:match("^%a[%w+.-]*:") and link.target:sub(1, 2) ~= "//"
end

local function unlinked(link)
  if within(link) then return link.content end
end

local function without_ways_back(note)
  return note:walk {
    Link = function(link)
      if within(link) and not pandoc.utils.stringify(link):match("%a") then return {} end
    end,
  }
end

return { { Note = without_ways_back }, { Link = unlinked } }
