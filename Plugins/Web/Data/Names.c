// The compiler notes that it has read the files, so that a build after a change reads them again.
#include "CWebData.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char tags[] = {
#embed "../Names/Tags.txt"
};
static const unsigned char attributes[] = {
#embed "../Names/Attributes.txt"
};

minwal_html_names minwal_html_tags(void) { return (minwal_html_names){tags, sizeof tags}; }

minwal_html_names minwal_html_attributes(void) { return (minwal_html_names){attributes, sizeof attributes}; }
