/** What every host's model is told about this server before it sees a tool. */
export const instructions = `Reelwright makes narrated, captioned short videos (MP4) on this computer.

To make one: write the narration yourself, as plain spoken sentences with a blank line between scenes; call create_video with it as video_script; then call wait_for_video with the task_id, again and again, until status is succeeded, failed or cancelled. A film usually takes about as long to make as it plays; the very first one also downloads its voice.

When it is done, tell the person the absolute path of the video file and anything listed as degraded. Files are named by path and never sent as bytes. Read reelwright://videos/{id} for credits and the full review. When a result is an error, do what its "What to do" line says.`;
