import { describe, expect, test } from '@jest/globals';
import {
  codecOf,
  encoderNames,
  familyOf,
  hardwareEncoderOf,
  hardwareEncoders,
} from '../../../../src/render/encoders/encoder.js';
import { hardwareOptions, isHardware, uploadFilter } from '../../../../src/render/encoders/hardware.js';
import { softwareOptions } from '../../../../src/render/encoders/software.js';
import { qualities, videoEncoding } from '../../../../src/render/encoding.js';

const format = { widthPx: 1080, heightPx: 1920, framesPerSec: 30, quality: 'standard' } as const;
const photographic = { picture: 'photographic', finerBy: 0 } as const;

const everyOption = Object.fromEntries(
  encoderNames.map((encoder) => [
    encoder,
    qualities.map((quality) =>
      (isHardware(encoder)
        ? hardwareOptions(encoder, quality)
        : softwareOptions(encoder, { ...format, quality }, photographic)
      ).join(' '),
    ),
  ]),
);

const optionOf = (options: readonly string[], name: string): string | undefined =>
  options[options.indexOf(name) + 1];

describe('encoder options', () => {
  test('for draft, standard and high', () => {
    expect(everyOption).toMatchInlineSnapshot(`
{
  "av1_amf": [
    "-c:v av1_amf -flags +cgop -usage transcoding -quality speed -rc cqp -qp_i 150 -qp_p 150 -header_insertion_mode gop -pix_fmt nv12",
    "-c:v av1_amf -flags +cgop -usage transcoding -quality balanced -rc cqp -qp_i 105 -qp_p 105 -header_insertion_mode gop -pix_fmt nv12",
    "-c:v av1_amf -flags +cgop -usage transcoding -quality quality -rc cqp -qp_i 75 -qp_p 75 -header_insertion_mode gop -pix_fmt nv12",
  ],
  "av1_nvenc": [
    "-c:v av1_nvenc -flags +cgop -preset p1 -tune hq -rc vbr -b:v 0 -cq 30 -forced-idr 1 -pix_fmt yuv420p",
    "-c:v av1_nvenc -flags +cgop -preset p4 -tune hq -rc vbr -b:v 0 -cq 24 -forced-idr 1 -pix_fmt yuv420p",
    "-c:v av1_nvenc -flags +cgop -preset p6 -tune hq -rc vbr -b:v 0 -cq 20 -forced-idr 1 -pix_fmt yuv420p",
  ],
  "av1_qsv": [
    "-c:v av1_qsv -flags +cgop -preset veryfast -global_quality 30 -forced_idr 1 -pix_fmt nv12",
    "-c:v av1_qsv -flags +cgop -preset medium -global_quality 24 -forced_idr 1 -pix_fmt nv12",
    "-c:v av1_qsv -flags +cgop -preset slower -global_quality 20 -forced_idr 1 -pix_fmt nv12",
  ],
  "av1_vaapi": [
    "-c:v av1_vaapi -flags +cgop -init_hw_device vaapi=card -filter_hw_device card -rc_mode CQP -global_quality 150 -bf 0 -idr_interval 0",
    "-c:v av1_vaapi -flags +cgop -init_hw_device vaapi=card -filter_hw_device card -rc_mode CQP -global_quality 105 -bf 0 -idr_interval 0",
    "-c:v av1_vaapi -flags +cgop -init_hw_device vaapi=card -filter_hw_device card -rc_mode CQP -global_quality 75 -bf 0 -idr_interval 0",
  ],
  "h264_amf": [
    "-c:v h264_amf -flags +cgop -usage transcoding -quality speed -rc cqp -qp_i 30 -qp_p 30 -bf 0 -pix_fmt nv12",
    "-c:v h264_amf -flags +cgop -usage transcoding -quality balanced -rc cqp -qp_i 24 -qp_p 24 -bf 0 -pix_fmt nv12",
    "-c:v h264_amf -flags +cgop -usage transcoding -quality quality -rc cqp -qp_i 20 -qp_p 20 -bf 0 -pix_fmt nv12",
  ],
  "h264_nvenc": [
    "-c:v h264_nvenc -flags +cgop -preset p1 -tune hq -rc vbr -b:v 0 -cq 30 -forced-idr 1 -pix_fmt yuv420p",
    "-c:v h264_nvenc -flags +cgop -preset p4 -tune hq -rc vbr -b:v 0 -cq 24 -forced-idr 1 -pix_fmt yuv420p",
    "-c:v h264_nvenc -flags +cgop -preset p6 -tune hq -rc vbr -b:v 0 -cq 20 -forced-idr 1 -pix_fmt yuv420p",
  ],
  "h264_qsv": [
    "-c:v h264_qsv -flags +cgop -preset veryfast -global_quality 30 -forced_idr 1 -pix_fmt nv12",
    "-c:v h264_qsv -flags +cgop -preset medium -global_quality 24 -forced_idr 1 -pix_fmt nv12",
    "-c:v h264_qsv -flags +cgop -preset slower -global_quality 20 -forced_idr 1 -pix_fmt nv12",
  ],
  "h264_vaapi": [
    "-c:v h264_vaapi -flags +cgop -init_hw_device vaapi=card -filter_hw_device card -rc_mode CQP -global_quality 30 -bf 0 -idr_interval 0",
    "-c:v h264_vaapi -flags +cgop -init_hw_device vaapi=card -filter_hw_device card -rc_mode CQP -global_quality 24 -bf 0 -idr_interval 0",
    "-c:v h264_vaapi -flags +cgop -init_hw_device vaapi=card -filter_hw_device card -rc_mode CQP -global_quality 20 -bf 0 -idr_interval 0",
  ],
  "h264_videotoolbox": [
    "-c:v h264_videotoolbox -flags +cgop -q:v 45 -allow_sw 0 -pix_fmt nv12",
    "-c:v h264_videotoolbox -flags +cgop -q:v 60 -allow_sw 0 -pix_fmt nv12",
    "-c:v h264_videotoolbox -flags +cgop -q:v 75 -allow_sw 0 -pix_fmt nv12",
  ],
  "hevc_amf": [
    "-c:v hevc_amf -flags +cgop -usage transcoding -quality speed -rc cqp -qp_i 30 -qp_p 30 -gops_per_idr 1 -header_insertion_mode idr -pix_fmt nv12",
    "-c:v hevc_amf -flags +cgop -usage transcoding -quality balanced -rc cqp -qp_i 24 -qp_p 24 -gops_per_idr 1 -header_insertion_mode idr -pix_fmt nv12",
    "-c:v hevc_amf -flags +cgop -usage transcoding -quality quality -rc cqp -qp_i 20 -qp_p 20 -gops_per_idr 1 -header_insertion_mode idr -pix_fmt nv12",
  ],
  "hevc_nvenc": [
    "-c:v hevc_nvenc -flags +cgop -preset p1 -tune hq -rc vbr -b:v 0 -cq 30 -forced-idr 1 -pix_fmt yuv420p",
    "-c:v hevc_nvenc -flags +cgop -preset p4 -tune hq -rc vbr -b:v 0 -cq 24 -forced-idr 1 -pix_fmt yuv420p",
    "-c:v hevc_nvenc -flags +cgop -preset p6 -tune hq -rc vbr -b:v 0 -cq 20 -forced-idr 1 -pix_fmt yuv420p",
  ],
  "hevc_qsv": [
    "-c:v hevc_qsv -flags +cgop -preset veryfast -global_quality 30 -forced_idr 1 -pix_fmt nv12",
    "-c:v hevc_qsv -flags +cgop -preset medium -global_quality 24 -forced_idr 1 -pix_fmt nv12",
    "-c:v hevc_qsv -flags +cgop -preset slower -global_quality 20 -forced_idr 1 -pix_fmt nv12",
  ],
  "hevc_vaapi": [
    "-c:v hevc_vaapi -flags +cgop -init_hw_device vaapi=card -filter_hw_device card -rc_mode CQP -global_quality 30 -bf 0 -idr_interval 0",
    "-c:v hevc_vaapi -flags +cgop -init_hw_device vaapi=card -filter_hw_device card -rc_mode CQP -global_quality 24 -bf 0 -idr_interval 0",
    "-c:v hevc_vaapi -flags +cgop -init_hw_device vaapi=card -filter_hw_device card -rc_mode CQP -global_quality 20 -bf 0 -idr_interval 0",
  ],
  "hevc_videotoolbox": [
    "-c:v hevc_videotoolbox -flags +cgop -q:v 45 -allow_sw 0 -pix_fmt nv12",
    "-c:v hevc_videotoolbox -flags +cgop -q:v 60 -allow_sw 0 -pix_fmt nv12",
    "-c:v hevc_videotoolbox -flags +cgop -q:v 75 -allow_sw 0 -pix_fmt nv12",
  ],
  "libaom-av1": [
    "-c:v libaom-av1 -usage realtime -cpu-used 8 -crf 40 -b:v 0 -threads 1 -row-mt 0 -pix_fmt yuv420p",
    "-c:v libaom-av1 -usage realtime -cpu-used 8 -crf 26 -b:v 0 -threads 1 -row-mt 0 -pix_fmt yuv420p",
    "-c:v libaom-av1 -usage realtime -cpu-used 6 -crf 18 -b:v 0 -threads 1 -row-mt 0 -pix_fmt yuv420p",
  ],
  "libsvtav1": [
    "-c:v libsvtav1 -preset 12 -crf 40 -svtav1-params lp=1 -pix_fmt yuv420p",
    "-c:v libsvtav1 -preset 12 -crf 35 -svtav1-params lp=1 -pix_fmt yuv420p",
    "-c:v libsvtav1 -preset 10 -crf 22 -svtav1-params lp=1 -pix_fmt yuv420p",
  ],
  "libvpx-vp9": [
    "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -crf 36 -b:v 0 -threads 1 -row-mt 0 -profile:v 0 -pix_fmt yuv420p",
    "-c:v libvpx-vp9 -deadline realtime -cpu-used 7 -crf 32 -b:v 0 -threads 1 -row-mt 0 -profile:v 0 -pix_fmt yuv420p",
    "-c:v libvpx-vp9 -deadline good -cpu-used 4 -crf 24 -b:v 0 -threads 1 -row-mt 0 -profile:v 0 -pix_fmt yuv420p",
  ],
  "libx264": [
    "-c:v libx264 -preset ultrafast -crf 26 -threads 1 -x264-params open-gop=0:stitchable=1 -profile:v high -level:v 4.0 -pix_fmt yuv420p",
    "-c:v libx264 -preset superfast -crf 22 -threads 1 -x264-params rc-lookahead=20:mbtree=1:open-gop=0:stitchable=1 -profile:v high -level:v 4.0 -pix_fmt yuv420p",
    "-c:v libx264 -preset medium -crf 18 -threads 1 -x264-params open-gop=0:stitchable=1 -profile:v high -level:v 4.0 -pix_fmt yuv420p",
  ],
  "libx265": [
    "-c:v libx265 -preset ultrafast -crf 22 -forced-idr 1 -x265-params pools=none:frame-threads=1:open-gop=0:info=0:log-level=error -profile:v main -tag:v hvc1 -pix_fmt yuv420p",
    "-c:v libx265 -preset superfast -crf 23 -forced-idr 1 -x265-params pools=none:frame-threads=1:open-gop=0:info=0:log-level=error -profile:v main -tag:v hvc1 -pix_fmt yuv420p",
    "-c:v libx265 -preset fast -crf 18 -forced-idr 1 -x265-params pools=none:frame-threads=1:open-gop=0:info=0:log-level=error -profile:v main -tag:v hvc1 -pix_fmt yuv420p",
  ],
  "vp9_qsv": [
    "-c:v vp9_qsv -flags +cgop -preset veryfast -global_quality 30 -forced_idr 1 -pix_fmt nv12",
    "-c:v vp9_qsv -flags +cgop -preset medium -global_quality 24 -forced_idr 1 -pix_fmt nv12",
    "-c:v vp9_qsv -flags +cgop -preset slower -global_quality 20 -forced_idr 1 -pix_fmt nv12",
  ],
  "vp9_vaapi": [
    "-c:v vp9_vaapi -flags +cgop -init_hw_device vaapi=card -filter_hw_device card -rc_mode CQP -global_quality 150 -bf 0 -idr_interval 0",
    "-c:v vp9_vaapi -flags +cgop -init_hw_device vaapi=card -filter_hw_device card -rc_mode CQP -global_quality 105 -bf 0 -idr_interval 0",
    "-c:v vp9_vaapi -flags +cgop -init_hw_device vaapi=card -filter_hw_device card -rc_mode CQP -global_quality 75 -bf 0 -idr_interval 0",
  ],
}
`);
  });

  test('libx264 and the finish that all encoders share', () => {
    expect(videoEncoding(format, 'photographic').join(' ')).toMatchInlineSnapshot(
      `"-c:v libx264 -preset superfast -crf 22 -threads 1 -x264-params rc-lookahead=20:mbtree=1:open-gop=0:stitchable=1 -profile:v high -level:v 4.0 -pix_fmt yuv420p -g 60 -color_range tv -colorspace bt709 -color_primaries bt709 -color_trc bt709 -r 30 -fps_mode cfr -video_track_timescale 90000 -an"`,
    );
    expect(videoEncoding({ ...format, encoder: 'libx264' }, 'photographic')).toEqual(
      videoEncoding(format, 'photographic'),
    );
  });

  test.each(encoderNames)('%s begins a group at least every two seconds', (encoder) => {
    expect(optionOf(videoEncoding({ ...format, encoder, framesPerSec: 25 }, 'photographic'), '-g')).toBe(
      '50',
    );
  });

  test.each(['libx264', 'libx265', 'libsvtav1', 'libaom-av1', 'libvpx-vp9'] as const)(
    '%s is finer for gradients and where asked',
    (encoder) => {
      const crf = (...request: [picture: 'photographic' | 'gradients', finerBy: number]): number =>
        Number(optionOf(videoEncoding({ ...format, encoder }, ...request), '-crf'));
      expect(crf('gradients', 0)).toBeLessThan(crf('photographic', 2));
      expect(crf('photographic', 2)).toBeLessThan(crf('photographic', 0));
    },
  );

  test('each hardware encoder is found by its codec and family', () => {
    for (const encoder of hardwareEncoders) {
      const family = familyOf(encoder);
      expect(family && hardwareEncoderOf(codecOf(encoder), family)).toBe(encoder);
    }
    expect(hardwareEncoderOf('vp9', 'nvenc')).toBeUndefined();
    expect(familyOf('libx265')).toBeUndefined();
    expect(codecOf('libaom-av1')).toBe('av1');
  });

  test('only VA-API wants its frames on the card', () => {
    expect(encoderNames.filter((encoder) => uploadFilter(encoder) !== '')).toEqual([
      'h264_vaapi',
      'hevc_vaapi',
      'av1_vaapi',
      'vp9_vaapi',
    ]);
  });
});
