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

/* Line breaks and other control characters become blanks: a value never makes its own lines. */
static void put_span(struct buf *joined, struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        buf_put_char(joined, (unsigned char)text.at[i] < ' ' ? ' ' : text.at[i]);
}

static PangoLayout *layout_of(struct pdf *pdf, struct pdf_text text, double width_mm)
{
    static const PangoAlignment alignments[] = { PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT };
    PangoLayout *layout = pango_layout_new(pdf->context);
    PangoAttrList *faces = pango_attr_list_new();
    struct buf joined = buf_new(pdf->arena, PDF_BYTES_MAX);

    for (size_t i = 0; i < text.span_count; i++) {
        PangoFontDescription *font = font_of(text.spans[i].face, text.size_pt);
        PangoAttribute *face = pango_attr_font_desc_new(font);

        face->start_index = (guint)joined.len;
        put_span(&joined, text.spans[i].text);
        face->end_index = (guint)joined.len;
        pango_attr_list_insert(faces, face);
        pango_font_description_free(font);
    }
    pango_layout_set_text(layout, buf_str(&joined).at, (int)joined.len);
    pango_layout_set_attributes(layout, faces);
    pango_attr_list_unref(faces);
    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_set_alignment(layout, alignments[text.align]);
    pango_layout_set_width(layout, (int)(points(width_mm) * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_indent(layout, -(int)(points(text.hanging_mm) * PANGO_SCALE));
    return layout;
}

static double layout_height(PangoLayout *layout)
{
    int width, height;

    pango_layout_get_size(layout, &width, &height);
    return millimetres(height);
}

double pdf_text_height(struct pdf *pdf, struct pdf_text text, double width_mm)
{
    PangoLayout *layout = layout_of(pdf, text, width_mm);
    double height = layout_height(layout);

    g_object_unref(layout);
    return height;
}

double pdf_text_width(struct pdf *pdf, struct pdf_text text, double width_mm)
{
    PangoLayout *layout = layout_of(pdf, text, width_mm);
    int width, height;

    pango_layout_get_size(layout, &width, &height);
    g_object_unref(layout);
    return millimetres(width);
}

double pdf_text(struct pdf *pdf, struct pdf_text text, double x_mm, double y_mm, double width_mm)
{
    PangoLayout *layout = layout_of(pdf, text, width_mm);
    double height = layout_height(layout);

    cairo_move_to(pdf->cairo, points(x_mm), points(y_mm));
    pango_cairo_show_layout(pdf->cairo, layout);
    g_object_unref(layout);
    return height;
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
