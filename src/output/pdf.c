/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN.  Pango breaks and shapes the lines, cairo writes the PDF.  Both find fonts through fontconfig, which by
 * itself reads the machine's; here it gets a configuration that holds the embedded files and nothing else.  FreeType
 * opens fonts by path, so the bytes lie in memory files.  Configuration and files live as long as the process,
 * everything else as long as its document. */
#include "output/pdf.h"

#include "base/buf.h"
#include "base/fatal.h"
#include "output/fonts.h"

#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PDF_BYTES_MAX = 4 * 1024 * 1024 };

static const double stamp_grey = 0.82, stamp_slope = 0.9; /* of the paper's diagonal, about 50 degrees */

struct pdf {
    struct arena *arena;
    struct buf bytes;
    PangoFontMap *font_map;
    PangoContext *context;
    cairo_surface_t *surface;
    cairo_t *cairo;
};

static double points(double mm)
{
    return mm * 72 / 25.4;
}

static double millimetres(int pango_units)
{
    return (double)pango_units / PANGO_SCALE * 25.4 / 72;
}

/* ---- Fonts ------------------------------------------------------------------------------------ */

/* A memory file that holds the font; stays open. */
static int font_file(const struct font_file *font)
{
    size_t len = (size_t)(font->end - font->begin);
    int file = memfd_create(font->name, MFD_CLOEXEC);

    if (file < 0 || write(file, font->begin, len) != (ssize_t)len)
        fatal("no memory file for a font");
    return file;
}

/* Our fonts alone; made when the first document is begun. */
static FcConfig *our_fonts(void)
{
    static FcConfig *fonts;

    if (fonts != NULL)
        return fonts;
    fonts = FcConfigCreate();
    for (size_t i = 0; i < FONT_FILES; i++) {
        char path[32];

        snprintf(path, sizeof path, "/proc/self/fd/%d", font_file(&font_files[i]));
        if (!FcConfigAppFontAddFile(fonts, (const FcChar8 *)path))
            fatal("the font %s cannot be read", font_files[i].name);
    }
    FcConfigSetCurrent(fonts); /* before pango would have the machine's configuration loaded */
    return fonts;
}

/* ---- Documents -------------------------------------------------------------------------------- */

static cairo_status_t take_bytes(void *closure, const unsigned char *bytes, unsigned len)
{
    struct buf *buf = closure;

    buf_put(buf, (const char *)bytes, len);
    return buf_overflowed(buf) ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static void set_facts(struct pdf *pdf, struct pdf_facts facts)
{
    struct civil day = date_civil(moment_date(facts.made_at));
    int minute = moment_minute(facts.made_at);
    struct str made_at = arena_printf(pdf->arena, "%04d-%02d-%02dT%02d:%02d:00+07:00", day.year, day.month, day.day,
                                      minute / 60, minute % 60);

    cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_TITLE, arena_c_string(pdf->arena, facts.title));
    cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_AUTHOR, arena_c_string(pdf->arena, facts.author));
    cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_CREATOR, "motcua");
    cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_CREATE_DATE, made_at.at);
    cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_MOD_DATE, made_at.at);
}

/* Unhinted, so that a line breaks at the same word on every machine. */
static void set_exact_metrics(PangoContext *context)
{
    cairo_font_options_t *options = cairo_font_options_create();

    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, pango_language_from_string("vi"));
}

struct pdf *pdf_begin(struct arena *arena, struct pdf_paper paper, struct pdf_facts facts)
{
    struct pdf *pdf = arena_new(arena, struct pdf);

    pdf->arena = arena;
    pdf->bytes = buf_new(arena, PDF_BYTES_MAX);
    FcConfig *fonts = our_fonts();
    pdf->font_map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(pdf->font_map), fonts);
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(pdf->font_map), 72);
    pdf->context = pango_font_map_create_context(pdf->font_map);
    set_exact_metrics(pdf->context);
    pdf->surface =
        cairo_pdf_surface_create_for_stream(take_bytes, &pdf->bytes, points(paper.width_mm), points(paper.height_mm));
    pdf->cairo = cairo_create(pdf->surface);
    set_facts(pdf, facts);
    return pdf;
}

void pdf_next_page(struct pdf *pdf)
{
    cairo_show_page(pdf->cairo);
}

enum status pdf_end(struct pdf *pdf, struct str *out_bytes)
{
    cairo_destroy(pdf->cairo);
    cairo_surface_finish(pdf->surface);
    bool is_drawn = cairo_surface_status(pdf->surface) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(pdf->surface);
    g_object_unref(pdf->context);
    g_object_unref(pdf->font_map);

    if (buf_overflowed(&pdf->bytes))
        return ST_TOO_LARGE;
    if (!is_drawn)
        return ST_UNAVAILABLE;
    *out_bytes = buf_str(&pdf->bytes);
    return ST_OK;
}

/* ---- Text ------------------------------------------------------------------------------------- */

static PangoFontDescription *font_of(enum pdf_face face, double size_pt)
{
    PangoFontDescription *font = pango_font_description_new();

    pango_font_description_set_family_static(font, FONT_FAMILY);
    pango_font_description_set_absolute_size(font, size_pt * PANGO_SCALE);
    if (face == PDF_BOLD)
        pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    if (face == PDF_ITALIC)
        pango_font_description_set_style(font, PANGO_STYLE_ITALIC);
    return font;
}

/* Line breaks and other control characters become blanks, Unicode's own line ends too (E2 80 A8, E2 80 A9): a value
 * never makes its own lines. */
static void put_span(struct buf *joined, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        bool is_line_end = i + 2 < text.len && text.at[i] == '\xE2' && text.at[i + 1] == '\x80' &&
                           (text.at[i + 2] == '\xA8' || text.at[i + 2] == '\xA9');

        buf_put_char(joined, is_line_end || (unsigned char)text.at[i] < ' ' ? ' ' : text.at[i]);
        i += is_line_end ? 2 : 0;
    }
}

static void put_spans(struct pdf *pdf, PangoLayout *layout, struct pdf_text text)
{
    PangoAttrList *faces = pango_attr_list_new();
    struct buf joined = buf_new(pdf->arena, PDF_BYTES_MAX);

    for (size_t i = 0; i < text.span_count; i++) {
        PangoFontDescription *font = font_of(text.spans[i].face, text.size_pt);
        PangoAttribute *face = pango_attr_font_desc_new(font);

        if (text.spans[i].begins_line)
            buf_put_char(&joined, '\n');
        face->start_index = (guint)joined.len;
        put_span(&joined, text.spans[i].text);
        face->end_index = (guint)joined.len;
        pango_attr_list_insert(faces, face);
        pango_font_description_free(font);
    }
    pango_layout_set_text(layout, buf_str(&joined).at, (int)joined.len);
    pango_layout_set_attributes(layout, faces);
    pango_attr_list_unref(faces);
}

static PangoLayout *layout_of(struct pdf *pdf, struct pdf_text text, double width_mm)
{
    static const PangoAlignment alignments[] = { PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT,
                                                 PANGO_ALIGN_LEFT };
    PangoLayout *layout = pango_layout_new(pdf->context);

    put_spans(pdf, layout, text);
    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_set_alignment(layout, alignments[text.align]);
    pango_layout_set_justify(layout, text.align == PDF_JUSTIFIED);
    pango_layout_set_width(layout, (int)(points(width_mm) * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_indent(layout, -(int)(points(text.hanging_mm) * PANGO_SCALE));
    return layout;
}

/* ---- Text set into lines ----------------------------------------------------------------------- */

struct pdf_set {
    struct pdf *pdf;
    PangoLayout *layout;
    int line_count;
    int *bottoms; /* of each line, from the top of the first, in units of Pango */
};

static int top_of(const struct pdf_set *set, int line)
{
    return line <= 0 ? 0 : set->bottoms[(line < set->line_count ? line : set->line_count) - 1];
}

struct pdf_set *pdf_set(struct pdf *pdf, struct pdf_text text, double width_mm)
{
    struct pdf_set *set = arena_new(pdf->arena, struct pdf_set);

    *set = (struct pdf_set){ .pdf = pdf, .layout = layout_of(pdf, text, width_mm) };
    set->bottoms = arena_array(pdf->arena, int, (size_t)pango_layout_get_line_count(set->layout));
    PangoLayoutIter *line = pango_layout_get_iter(set->layout);
    do {
        int top;

        pango_layout_iter_get_line_yrange(line, &top, &set->bottoms[set->line_count++]);
    } while (pango_layout_iter_next_line(line));
    pango_layout_iter_free(line);
    return set;
}

void pdf_set_drop(struct pdf_set *set)
{
    g_object_unref(set->layout);
    set->layout = NULL;
}

int pdf_set_lines(const struct pdf_set *set)
{
    return set->line_count;
}

double pdf_set_height(const struct pdf_set *set, int first_line)
{
    return millimetres(top_of(set, set->line_count) - top_of(set, first_line));
}

int pdf_set_fitting(const struct pdf_set *set, int first_line, double height_mm)
{
    int count = 0;

    while (first_line + count < set->line_count &&
           millimetres(top_of(set, first_line + count + 1) - top_of(set, first_line)) <= height_mm)
        count++;
    return count;
}

double pdf_set_width(const struct pdf_set *set)
{
    int width, height;

    pango_layout_get_size(set->layout, &width, &height);
    return millimetres(width);
}

double pdf_set_draw(struct pdf_set *set, int first_line, int line_count, double x_mm, double y_mm)
{
    PangoLayoutIter *line = pango_layout_get_iter(set->layout);
    cairo_t *cairo = set->pdf->cairo;
    int number = 0;

    do {
        PangoRectangle place;
        int baseline = pango_layout_iter_get_baseline(line) - top_of(set, first_line);

        if (number >= first_line && number < first_line + line_count) {
            pango_layout_iter_get_line_extents(line, NULL, &place);
            cairo_move_to(cairo, points(x_mm + millimetres(place.x)), points(y_mm + millimetres(baseline)));
            pango_cairo_show_layout_line(cairo, pango_layout_iter_get_line_readonly(line));
        }
        number++;
    } while (pango_layout_iter_next_line(line));
    pango_layout_iter_free(line);
    return millimetres(top_of(set, first_line + line_count) - top_of(set, first_line));
}

double pdf_text(struct pdf *pdf, struct pdf_text text, double x_mm, double y_mm, double width_mm)
{
    struct pdf_set *set = pdf_set(pdf, text, width_mm);
    double height = pdf_set_draw(set, 0, pdf_set_lines(set), x_mm, y_mm);

    pdf_set_drop(set);
    return height;
}

double pdf_text_width(struct pdf *pdf, struct pdf_text text, double width_mm)
{
    struct pdf_set *set = pdf_set(pdf, text, width_mm);
    double width = pdf_set_width(set);

    pdf_set_drop(set);
    return width;
}

void pdf_stamp(struct pdf *pdf, struct str words, double size_pt, double x_mm, double y_mm)
{
    struct pdf_span span = { .face = PDF_BOLD, .text = words };
    struct pdf_text text = { .spans = &span, .span_count = 1, .size_pt = size_pt };
    struct pdf_set *set = pdf_set(pdf, text, 1000);

    cairo_save(pdf->cairo);
    cairo_translate(pdf->cairo, points(x_mm), points(y_mm));
    cairo_rotate(pdf->cairo, -stamp_slope);
    cairo_set_source_rgb(pdf->cairo, stamp_grey, stamp_grey, stamp_grey);
    pdf_set_draw(set, 0, pdf_set_lines(set), -pdf_set_width(set) / 2, -pdf_set_height(set, 0) / 2);
    cairo_restore(pdf->cairo);
    pdf_set_drop(set);
}

/* ---- Shapes ----------------------------------------------------------------------------------- */

void pdf_line(struct pdf *pdf, double x_mm, double y_mm, double width_mm, double height_mm, double thickness_mm)
{
    cairo_set_line_width(pdf->cairo, points(thickness_mm));
    cairo_move_to(pdf->cairo, points(x_mm), points(y_mm));
    cairo_rel_line_to(pdf->cairo, points(width_mm), points(height_mm));
    cairo_stroke(pdf->cairo);
}

void pdf_box(struct pdf *pdf, double x_mm, double y_mm, double width_mm, double height_mm)
{
    cairo_rectangle(pdf->cairo, points(x_mm), points(y_mm), points(width_mm), points(height_mm));
    cairo_fill(pdf->cairo);
}
